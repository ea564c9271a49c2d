using System.Runtime.CompilerServices;
using Bunit;

namespace SleepTime.Tests.Support;

/// <summary>bUnit waits for a second by default, which is less than a busy machine may stand still for.</summary>
internal static class BunitPatience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = SleepTimeApp.Patience;
}
