using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>How llama.cpp's messages get into <see cref="NativeLog"/>.</summary>
internal static unsafe class NativeLogCallbacks
{
    public static void Install()
    {
        LlamaApi.SetLog(&OnText, 0);
        GgmlApi.SetAbortCallback(&OnAbort);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(int level, byte* text, nint data) => NativeLog.Write(level, Marshal.PtrToStringUTF8((nint)text) ?? "");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message) => NativeLog.WriteAbort(Marshal.PtrToStringUTF8((nint)message) ?? "");
}
