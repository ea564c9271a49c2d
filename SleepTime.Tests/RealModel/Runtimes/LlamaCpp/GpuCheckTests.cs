using SleepTime.Engine.Runtimes.LlamaCpp;

namespace SleepTime.Tests.RealModel.Runtimes.LlamaCpp;

public sealed class GpuCheckTests
{
    [Theory]
    [InlineData("CUDA", "Unable to load shared library 'x/libggml-cuda.so': libcuda.so.1: cannot open shared object file: No such file or directory", "NVIDIA's driver is not installed (libcuda.so.1 is missing)")]
    [InlineData("CUDA", "libcudart.so.13: cannot open shared object file: No such file or directory", "CUDA 13 is not installed (libcudart.so.13 is missing)")]
    [InlineData("CUDA", "libcublas.so.12: cannot open shared object file: No such file or directory", "CUDA 12 is not installed (libcublas.so.12 is missing)")]
    [InlineData("Vulkan", "libvulkan.so.1: cannot open shared object file: No such file or directory", "Vulkan is not installed (libvulkan.so.1 is missing)")]
    [InlineData("Vulkan", "libX11-xcb.so.1: cannot open shared object file: No such file or directory", "libX11-xcb.so.1 is missing, which llama.cpp's part for Vulkan needs")]
    [InlineData("CUDA", "invalid ELF header", "llama.cpp's part for CUDA could not be loaded (invalid ELF header): build SleepTime anew.")]
    [InlineData("CUDA", null, "llama.cpp's part for CUDA could not be loaded (it gave no reason): build SleepTime anew.")]
    public void NotLoaded_NamesWhatIsMissing(string backend, string? error, string words) =>
        Assert.StartsWith(words, GpuCheck.NotLoaded(backend, error), StringComparison.Ordinal);

    [Theory]
    [InlineData("CUDA", "ggml_cuda_init: failed to initialize CUDA: CUDA driver version is insufficient for CUDA runtime version", "driver is too old for this build's CUDA")]
    [InlineData("CUDA", "ggml_cuda_init: failed to initialize CUDA: no CUDA-capable device is detected", "CUDA found no GPU that it can use (ggml_cuda_init")]
    [InlineData("CUDA", null, "nvidia-smi lists GPUs")]
    [InlineData("Vulkan", null, "install the GPU's Vulkan driver")]
    public void NoDevice_SaysWhereToLook(string backend, string? error, string words) =>
        Assert.Contains(words, GpuCheck.NoDevice(backend, error), StringComparison.Ordinal);

    [Fact]
    public void Problem_ABuildForTheProcessor_HasNone()
    {
        Assert.Null(EmbeddedModel.Runtime.Describe().GpuProblem);
        Assert.Null(GpuCheck.Problem(LlamaCppRuntime.DefaultDirectory, "an error of something else"));
    }

    [Fact]
    public void Problem_APluginThatCannotBeLoaded_IsTold()
    {
        EmbeddedModel.Runtime.Describe();
        var directory = Directory.CreateTempSubdirectory("plugins");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "libggml-cuda.so"), "no library");

            Assert.StartsWith("llama.cpp's part for CUDA could not be loaded (", GpuCheck.Problem(directory.FullName, null), StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
