using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using SleepTime.Benchmarks.Hosting;

namespace SleepTime.Benchmarks.Memory;

/// <summary>The web server as a process of its own, on a free loopback port and an empty data directory.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _dataDirectory;

    private ServerProcess(Process process, string dataDirectory, Uri address)
    {
        _process = process;
        _dataDirectory = dataDirectory;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    /// <param name="settings">Environment variables of the server.</param>
    public static async Task<ServerProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var dataDirectory = Directory.CreateTempSubdirectory("sleeptime-benchmark-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [WebAssembly(), "--urls", address.ToString()])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(WebAssembly())!,
            Environment = { ["SleepTime__DataDirectory"] = dataDirectory },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server could not be started.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, dataDirectory, address);
        await server.WaitAsync("health/ready", _ => true);
        return server;
    }

    /// <summary>Waits until the samples have their notes and no job is left.</summary>
    public Task WaitUntilAsleepIsDoneAsync() => WaitAsync("api/v1/jobs", answer =>
        answer.GetProperty("total").GetInt32() > 0 &&
        answer.GetProperty("items").EnumerateArray().All(job => job.GetProperty("state").GetString() is "completed" or "failed"));

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_dataDirectory, recursive: true);
    }

    private async Task WaitAsync(string path, Func<JsonElement, bool> isSo)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            try
            {
                using var response = await Client.GetAsync(path, limit.Token);
                if (response.StatusCode == HttpStatusCode.OK && isSo(await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token)))
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }
            await Task.Delay(200, limit.Token);
        }
    }

    /// <summary>The web project's own output, of the same configuration as this program.</summary>
    public static string WebAssembly()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (output.Name, output.Parent!.Name);
        return Path.Combine(Repository.Root, "SleepTime.Web", "bin", configuration, framework, "SleepTime.Web.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
