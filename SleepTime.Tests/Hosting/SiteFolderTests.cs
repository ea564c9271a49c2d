using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Hosting;

public sealed class SiteFolderTests
{
    [Fact]
    public void Options_NoSettingsInTheWorkingFolder_TakesTheProgramsOwn()
    {
        // The tests are run from folders that hold no settings of the site, or from the program's own, which does.
        var expected = File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json")) ? null : AppContext.BaseDirectory;

        Assert.Equal(expected, SiteFolder.Options([]).ContentRootPath);
    }

    [Fact]
    public void Options_ContentRootIsNamed_LeavesItToThat() =>
        Assert.Null(SiteFolder.Options(["--contentRoot=/somewhere"]).ContentRootPath);
}
