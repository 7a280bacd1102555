using System.Runtime.InteropServices;
using System.Text;
using Samovar.Cli.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource stop = new();
void Stop(PosixSignalContext context)
{
    // The first signal asks for a checkpoint between two steps; the second ends the process as usual.
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return CommandLine.Run(args, new Host(Console.Out, Console.Error) { IsTerminal = !Console.IsOutputRedirected, Cancellation = stop.Token });
