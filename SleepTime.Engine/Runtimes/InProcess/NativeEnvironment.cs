using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Environment variables as C code sees them: those set through .NET stay invisible to it outside Windows.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>
    /// Must run before llama.cpp is loaded. On a failed assertion ggml would start a debugger on this process for a
    /// backtrace, which can hang instead of ending it.
    /// </summary>
    public static void SwitchOffBacktraces()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetVariable("GGML_NO_BACKTRACE", "1", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
