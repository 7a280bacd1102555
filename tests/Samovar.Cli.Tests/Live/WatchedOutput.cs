namespace Samovar.Cli.Tests.Live;

/// <summary>Tells the address as soon as it is printed.</summary>
internal sealed class WatchedOutput : StringWriter
{
    private readonly TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<string> Address => address.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith("Watch at ", StringComparison.Ordinal) == true)
        {
            address.TrySetResult(value["Watch at ".Length..]);
        }
    }
}
