using System.Runtime.InteropServices;

namespace Samovar.Compute.Randomness;

/// <summary>Four 32-bit words: a counter of Philox, or the random words it is turned into.</summary>
/// <param name="First">Word 0; in a counter the least significant.</param>
/// <param name="Second">Word 1.</param>
/// <param name="Third">Word 2.</param>
/// <param name="Fourth">Word 3.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PhiloxBlock(uint First, uint Second, uint Third, uint Fourth);
