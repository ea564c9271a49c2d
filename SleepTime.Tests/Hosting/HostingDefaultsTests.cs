using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using SleepTime.Tests.Support;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Hosting;

public sealed class HostingDefaultsTests : IDisposable
{
    private readonly TemporaryFolder _elsewhere = new();

    public void Dispose() => _elsewhere.Dispose();

    [Fact]
    public void Add_NoSettingsFile_StillGuardsTheNameAndKeepsStatementsOutOfTheConsole()
    {
        var builder = Start();

        Assert.Equal("localhost;127.0.0.1;[::1]", builder.Configuration["AllowedHosts"]);
        Assert.Equal("Warning", builder.Configuration["Logging:LogLevel:Microsoft"]);
    }

    [Fact]
    public async Task Add_SettingsFileThere_Wins()
    {
        await File.WriteAllTextAsync(_elsewhere.File("appsettings.json"), """{ "AllowedHosts": "notes.local" }""");

        Assert.Equal("notes.local", Start().Configuration["AllowedHosts"]);
    }

    [Fact]
    public void Add_GivenOnTheCommandLine_Wins() =>
        Assert.Equal("notes.local", Start("--AllowedHosts=notes.local").Configuration["AllowedHosts"]);

    [Fact]
    public void Settings_OurSettingsFile_SaysTheSame()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

        Assert.All(HostingDefaults.Settings, setting => Assert.Equal(setting.Value, file[setting.Key]));
    }

    private WebApplicationBuilder Start(params string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = _elsewhere.Path });
        builder.AddHostingDefaults();
        return builder;
    }
}
