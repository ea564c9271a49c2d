using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Support;

/// <summary>This program once more, as a process that writes one state after the other until it is killed.</summary>
internal sealed class StateWritingProcess : IDisposable
{
    private const string FolderVariable = "SLEEPTIME_TESTS_WRITE_STATES_INTO";
    private const int PayloadBytes = 8 << 20;

    private readonly Process _process;

    public StateWritingProcess(string folder) =>
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StateWritingProcess).Assembly.Location])
        {
            Environment = { [FolderVariable] = folder },
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    public static Guid ContextId { get; } = new("5ee9f1a2-0000-4000-8000-000000000001");

    /// <summary>SIGKILL: it does not get to do anything any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static StateDisk Open(string folder)
    {
        var identity = new StateIdentity("abc", "tiny-1", new FakeLoadedModel().StateFormat);
        var disk = new StateDisk(new StateFolder(folder), identity, budget: 12L * PayloadBytes, TimeProvider.System, NullLogger.Instance);
        disk.Open();
        return disk;
    }

    /// <summary>The state with a number: everything in it follows from that.</summary>
    public static SavedState State(int number, GenerationClass @class)
    {
        var payload = new byte[PayloadBytes];
        new Random(number).NextBytes(payload);
        return new SavedState([number, .. Enumerable.Range(0, 100)], payload, new PrefixOwner(@class, ContextId), PrefixTier.Memory);
    }

    /// <summary>Before anything else of this program runs: when it was started to write, it does nothing but that.</summary>
    [ModuleInitializer]
    internal static void WriteIfAskedTo()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return;
        EndWithTheTest();
        var disk = Open(folder);
        for (var number = 1; ; number++)
            disk.Write(State(number, GenerationClass.Sleep));
    }

    /// <summary>Its input ends when the test's process does, however.</summary>
    private static void EndWithTheTest() => new Thread(() =>
    {
        while (Console.In.Read() >= 0)
            continue;
        Environment.Exit(0);
    }) { IsBackground = true }.Start();
}
