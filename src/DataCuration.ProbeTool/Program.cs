using System.Runtime.InteropServices;
using DataCuration.Probes.Worker;

using Stream lifeline = Console.OpenStandardInput();

// A terminal and a service manager signal the whole group. The run decides what its workers do: it saves, closes their input, and they end.
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
return (int)ProbeWorker.Run(args, Console.Out, lifeline, CancellationToken.None);
