using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// A saved state as one file: a mark, the length and SHA-256 of the manifest, the manifest, the payload. It is written
/// under a temporary name, flushed to the disk and renamed: whenever the process ends, the old file is there or the new
/// one or none, never a part of one under its name. Blocks while it reads or writes.
/// </summary>
internal static class StateFile
{
    public const string Extension = ".state";
    public const string TemporaryExtension = ".tmp";

    // Room for a million token ids; a broken length must not be allocated.
    private const int LargestManifest = 16 << 20;
    private const int HeaderBytes = 8 + sizeof(int) + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Mark => "SLPSTAT1"u8;

    /// <summary>Bytes of the file that a manifest and its payload make.</summary>
    public static long SizeOf(StateManifest manifest) =>
        HeaderBytes + JsonSerializer.SerializeToUtf8Bytes(manifest).Length + manifest.PayloadBytes;

    /// <param name="beforeRename">Called when the file lies complete under its temporary name.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Write(string path, StateManifest manifest, ReadOnlySpan<byte> payload, Action beforeRename)
    {
        var temporary = path + TemporaryExtension;
        var description = JsonSerializer.SerializeToUtf8Bytes(manifest);
        Span<byte> header = stackalloc byte[HeaderBytes];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], description.Length);
        SHA256.HashData(description, header[12..]);

        using (var file = new FileStream(temporary, NewFile()))
        {
            file.Write(header);
            file.Write(description);
            file.Write(payload);
            file.Flush(flushToDisk: true);
        }
        beforeRename();
        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="StateFileException">The file is not whole.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StateManifest ReadManifest(string path)
    {
        using var file = File.OpenRead(path);
        return ReadManifest(file);
    }

    /// <summary>Reads and verifies all of it.</summary>
    /// <exception cref="StateFileException">The file is not whole.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (StateManifest Manifest, byte[] Payload) Read(string path)
    {
        using var file = File.OpenRead(path);
        var manifest = ReadManifest(file);
        var payload = GC.AllocateUninitializedArray<byte>((int)manifest.PayloadBytes);
        file.ReadExactly(payload);
        if (Convert.ToHexStringLower(SHA256.HashData(payload)) != manifest.PayloadSha256)
            throw new StateFileException("Its payload is not what was written: the checksums differ.");
        return (manifest, payload);
    }

    private static StateManifest ReadManifest(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith(Mark))
            throw new StateFileException("It does not begin as a state file does.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (length is < 1 or > LargestManifest || file.Length < HeaderBytes + length)
            throw new StateFileException("Its manifest is cut off.");

        var description = new byte[length];
        file.ReadExactly(description);
        if (!SHA256.HashData(description).AsSpan().SequenceEqual(header[12..]))
            throw new StateFileException("Its manifest is not what was written: the checksums differ.");
        try
        {
            var manifest = JsonSerializer.Deserialize<StateManifest>(description)!;
            return file.Length == HeaderBytes + length + manifest.PayloadBytes && manifest.PayloadBytes <= Array.MaxLength
                ? manifest
                : throw new StateFileException($"It has {file.Length} bytes, its manifest says {HeaderBytes + length + manifest.PayloadBytes}.");
        }
        catch (JsonException e)
        {
            throw new StateFileException($"Its manifest cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The text of a context is in it: nobody else on the machine may read it.</summary>
    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
