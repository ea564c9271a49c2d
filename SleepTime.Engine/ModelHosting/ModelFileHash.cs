using System.Security.Cryptography;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>
/// SHA-256 of a model file, or of all that it is split into, one after the other. Notes and saved states belong to exact weights, which no name tells; read before loading,
/// the file is in the page cache when the loader maps it.
/// </summary>
internal static class ModelFileHash
{
    private const int ChunkBytes = 1 << 20;

    /// <returns>Lower-case hex.</returns>
    /// <exception cref="ModelLoadException">The file is missing or cannot be read.</exception>
    public static async Task<string> ComputeAsync(string path, IProgress<float> progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = SplitFiles.Of(path) is { Count: > 0 } parts ? parts : [path];
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var i = 0; i < files.Count; i++)
            {
                path = files[i];
                await AppendAsync(hash, path, share => progress.Report((i + share) / files.Count), cancellationToken);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"There is no model file {path}: put the GGUF file there, or name another one with SleepTime:Model:Path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"The model file {path} cannot be read ({e.Message.TrimEnd('.')}): allow this process to read it, or name another one with SleepTime:Model:Path.", e);
        }
    }

    private static async Task AppendAsync(IncrementalHash hash, string path, Action<float> report, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var chunk = new byte[ChunkBytes];
        for (int read; (read = await file.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            hash.AppendData(chunk, 0, read);
            report((float)file.Position / file.Length);
        }
    }
}
