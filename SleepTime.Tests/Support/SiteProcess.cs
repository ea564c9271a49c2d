using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SleepTime.Tests.Support;

/// <summary>The site as a process of its own on a data directory, so that it can be killed.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SiteProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public static async Task<SiteProcess> StartAsync(string dataDirectory, params string[] settings)
    {
        var site = Path.Combine(AppContext.BaseDirectory, "SleepTime.Web.dll");
        string[] arguments = [site, "--urls=http://127.0.0.1:0", $"--SleepTime:DataDirectory={dataDirectory}", "--SleepTime:Sleep:Enabled=false", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"];
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, .. settings])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        process.OutputDataReceived += (_, line) =>
        {
            var at = line.Data?.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) ?? -1;
            if (at >= 0)
                address.TrySetResult(new Uri(line.Data![at..].Split(' ', '"')[0].TrimEnd('.')));
        };
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The site ended with exit code {process.ExitCode}."));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        try
        {
            var started = new SiteProcess(process, await address.Task.WaitAsync(SleepTimeApp.Patience));
            await SleepTimeApp.WaitAsync("the model", async () => (await started.Http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
            return started;
        }
        catch
        {
            // Nobody else has it yet.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async Task<JsonNode> ReadAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>SIGKILL: it does not get to do anything any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as from a service manager: it ends what it does first.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(SleepTimeApp.Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
