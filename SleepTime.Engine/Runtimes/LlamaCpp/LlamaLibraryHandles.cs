using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>The opened libraries.</summary>
internal sealed record LlamaLibraryHandles(nint Base, nint Ggml, nint Llama)
{
    /// <exception cref="RuntimeUnavailableException">A file is not a library, or something that it needs is missing.</exception>
    public static LlamaLibraryHandles Open(LlamaLibraryFiles files)
    {
        // Each needs the one before it.
        return new LlamaLibraryHandles(Open(files.Base), Open(files.Ggml), Open(files.Llama));
    }

    private static nint Open(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception cause) when (cause is DllNotFoundException or BadImageFormatException)
        {
            throw new RuntimeUnavailableException(
                $"'{file}' cannot be loaded ({cause.Message.Trim()}). It needs Linux with glibc 2.34 and libstdc++ 11 or newer; build SleepTime anew if the file is damaged.",
                cause);
        }
    }
}
