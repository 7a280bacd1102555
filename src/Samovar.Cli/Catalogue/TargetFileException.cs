namespace Samovar.Cli.Catalogue;

/// <summary>A target file that cannot be used; the message is meant for its author.</summary>
internal sealed class TargetFileException(string message, Exception? inner = null) : Exception(message, inner);
