namespace SleepTime.Tests.Support;

/// <summary>The site with sleep on, which starts almost at once when nobody asks.</summary>
public sealed class SleepingApp() : SleepTimeApp(("Sleep:Enabled", "true"), ("Sleep:IdleSeconds", "0.05"));
