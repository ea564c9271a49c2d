using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Hosting;

/// <summary>Starts the site as its own process, because what matters is what a person sees in the terminal.</summary>
public sealed class StartupFailureTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Start_PortInUse_EndsWithOneSentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var sentence = await FailAsync($"--urls={address}", $"--SleepTime:DataDirectory={_data.Path}");

        Assert.Contains($"{address} is in use", sentence);
    }

    [Fact]
    public async Task Start_DataDirectoryIsAFile_EndsWithOneSentence()
    {
        var file = _data.File("taken");
        await File.WriteAllTextAsync(file, "not a folder");

        Assert.Contains(file, await FailAsync("--urls=http://127.0.0.1:0", $"--SleepTime:DataDirectory={file}"));
    }

    [Fact]
    public async Task Start_DamagedDatabase_EndsWithOneSentence()
    {
        await File.WriteAllTextAsync(_data.File("sleeptime.db"), string.Concat(Enumerable.Repeat("this is no database ", 1000)));

        Assert.Contains(_data.Path, await FailAsync("--urls=http://127.0.0.1:0", $"--SleepTime:DataDirectory={_data.Path}"));
    }

    [Theory]
    [InlineData("--SleepTime:Generation:CellCount=1")]
    [InlineData("--SleepTime:Generation:CellCount=many")]
    [InlineData("--SleepTime:Sleep:IdleSeconds=-1")]
    public async Task Start_InvalidSetting_NamesIt(string setting)
    {
        var key = setting.TrimStart('-').Split('=')[0];

        Assert.Contains(key.Split(':')[^1], await FailAsync("--urls=http://127.0.0.1:0", $"--SleepTime:DataDirectory={_data.Path}", setting));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:5080")]
    public async Task Start_InvalidAddress_NamesIt(string address) =>
        Assert.Contains(address, await FailAsync($"--urls={address}", $"--SleepTime:DataDirectory={_data.Path}"));

    [Fact]
    public async Task Start_BrokenSettingsFile_NamesIt()
    {
        await File.WriteAllTextAsync(_data.File("appsettings.json"), "{ \"SleepTime\": ");

        Assert.Contains(_data.File("appsettings.json"), await FailAsync($"--contentRoot={_data.Path}"));
    }

    /// <summary>The one line on stderr of a start that has to fail.</summary>
    private static async Task<string> FailAsync(params string[] arguments)
    {
        var site = Path.Combine(AppContext.BaseDirectory, "SleepTime.Web.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [site, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = await process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);

            Assert.Equal(1, process.ExitCode);
            Assert.DoesNotContain("   at ", error + await output);
            return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
