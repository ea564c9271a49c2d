using System.Text;
using SleepTime.Engine.Contexts;

namespace SleepTime.Tests.Contexts;

public sealed class TextIntakeTests
{
    private readonly TextIntake _intake = new(maxBytes: 64);

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("\n\n  a b  \n\n", "a b")]
    [InlineData("tab\there", "tab\there")]
    public void Accept_Text_HasOneKindOfLineBreakAndNothingAround(string text, string expected) =>
        Assert.Equal(expected, _intake.Accept(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public void Accept_NothingToRead_IsEmpty(string text) => AssertRefused(ContextRefusal.Empty, () => _intake.Accept(text), $"{text.Length:N0} characters");

    [Fact]
    public void Accept_OverTheLimit_CountsBytesNotCharacters() =>
        AssertRefused(ContextRefusal.TooLarge, () => _intake.Accept(new string('é', 33)), "66 bytes", "64 bytes", "SleepTime:Upload:MaxBytes");

    [Fact]
    public void Accept_ZeroCharacter_IsNotText() => AssertRefused(ContextRefusal.NotText, () => _intake.Accept("a\0b"), "1 of its 3 characters");

    [Fact]
    public void Accept_ManyControlCharacters_IsNotText() => AssertRefused(ContextRefusal.NotText, () => _intake.Accept("a\u0001\u0002b"), "2 of its 4 characters");

    [Fact]
    public void Accept_HalfOfAPair_IsWrongEncoding() => AssertRefused(ContextRefusal.WrongEncoding, () => _intake.Accept("🌙 a\uD83C b"), "the one at 4");

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", "Zoë 🌙"u8.ToArray() },
        { "UTF-8 with a mark", [0xEF, 0xBB, 0xBF, .. "Zoë 🌙"u8] },
        { "UTF-16 little endian", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Zoë 🌙")] },
        { "UTF-16 big endian", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Zoë 🌙")] },
    };

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_EncodingThatSaysWhatItIs_IsRead(string name, byte[] bytes) =>
        Assert.True(await ReadAsync("a.txt", bytes) == "Zoë 🌙", name);

    [Fact]
    public async Task ReadAsync_Latin1_IsWrongEncodingWithThePlace() =>
        await AssertRefusedAsync(ContextRefusal.WrongEncoding, "a.txt", Encoding.Latin1.GetBytes("Zoë!"), "\"a.txt\"", "4 bytes", "those at 2", "UTF-8");

    [Fact]
    public async Task ReadAsync_HalfACharacterOfUtf16_IsWrongEncoding() =>
        await AssertRefusedAsync(ContextRefusal.WrongEncoding, "a.txt", [0xFF, 0xFE, (byte)'a', 0, (byte)'b'], "UTF-16");

    [Fact]
    public async Task ReadAsync_Utf16WithoutAMark_IsRefusedByItsName() =>
        await AssertRefusedAsync(ContextRefusal.WrongEncoding, "a.txt", Encoding.Unicode.GetBytes("Maya has 3 marbles."), "UTF-16", "Save it with the encoding UTF-8");

    [Fact]
    public async Task ReadAsync_Picture_IsNotText() =>
        await AssertRefusedAsync(ContextRefusal.NotText, "photo.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], "\"photo.txt\"", "12 bytes");

    [Fact]
    public async Task ReadAsync_AtTheLimit_IsReadAndOneByteMoreIsNot()
    {
        Assert.Equal(64, (await ReadAsync("a.md", Encoding.UTF8.GetBytes(new string('x', 64)))).Length);
        await AssertRefusedAsync(ContextRefusal.TooLarge, "a.md", Encoding.UTF8.GetBytes(new string('x', 65)), "65 bytes", "64 bytes");
    }

    [Fact]
    public async Task ReadAsync_SmallFileUnderALargeLimit_TakesNoMoreRoomThanItNeeds()
    {
        var content = new MeasuredStream("text"u8.ToArray());

        Assert.Equal("text", await new TextIntake(maxBytes: 64 * 1024 * 1024).ReadAsync("a.txt", content, CancellationToken.None));

        Assert.InRange(content.LargestRead, 1, 64 * 1024);
    }

    [Theory]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(100_000)]
    public async Task ReadAsync_LargerFile_IsReadWholeUpToTheLimit(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
            bytes[i] = (byte)('a' + i % 26);

        Assert.Equal(Encoding.ASCII.GetString(bytes), await new TextIntake(size).ReadAsync("a.txt", new MeasuredStream(bytes), CancellationToken.None));
        AssertSays(
            ContextRefusal.TooLarge,
            await Assert.ThrowsAsync<ContextRefusedException>(() => new TextIntake(size - 1).ReadAsync("a.txt", new MeasuredStream(bytes), CancellationToken.None)),
            [$"{size:N0} bytes"]);
    }

    private Task<string> ReadAsync(string name, byte[] bytes) => _intake.ReadAsync(name, new MemoryStream(bytes), CancellationToken.None);

    private static void AssertRefused(ContextRefusal reason, Action give, params string[] named) => AssertSays(reason, Assert.Throws<ContextRefusedException>(give), named);

    private async Task AssertRefusedAsync(ContextRefusal reason, string name, byte[] bytes, params string[] named) =>
        AssertSays(reason, await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync(name, bytes)), named);

    private static void AssertSays(ContextRefusal reason, ContextRefusedException refused, string[] named)
    {
        Assert.Equal(reason, refused.Reason);
        Assert.All(named, part => Assert.Contains(part, refused.Message));
    }

    /// <summary>Comes in pieces, as an upload does, and sees how much room it is given.</summary>
    private sealed class MeasuredStream(byte[] bytes) : MemoryStream(bytes)
    {
        public int LargestRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestRead = Math.Max(LargestRead, buffer.Length);
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 5_000)], cancellationToken);
        }
    }
}
