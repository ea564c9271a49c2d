using System.Runtime.CompilerServices;

namespace SleepTime.Tests.EndToEnd;

/// <summary>A test that needs Chromium; without one it is skipped with a line that says how to get it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line)
    {
        Skip = "No Chromium was found. Install one (Debian: apt-get install chromium) or name it in SLEEPTIME_TEST_BROWSER.";
        SkipType = typeof(Browser);
        SkipUnless = nameof(Browser.IsInstalled);
    }
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line)
    {
        Skip = new BrowserFactAttribute().Skip;
        SkipType = typeof(Browser);
        SkipUnless = nameof(Browser.IsInstalled);
    }
}
