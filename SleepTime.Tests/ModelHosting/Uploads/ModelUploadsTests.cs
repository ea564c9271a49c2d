using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Uploads;

public sealed class ModelUploadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database = new();
    private readonly ActivityFeed _feed = new();
    private readonly SwitchingOptions _options = new();
    private readonly byte[] _model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf"));
    private long _room = long.MaxValue;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Models => _folder.File("models");

    [Fact]
    public async Task Receive_AModel_IsListedOnceItIsWhole()
    {
        var uploads = Create();
        var told = 0;
        using var subscription = _feed.Subscribe(activity => told += activity is ModelFilesChanged ? 1 : 0);
        using var content = new GatedStream(_model);

        var receiving = uploads.ReceiveAsync("our model.gguf", content, _model.Length, Token);
        await content.Half;
        Assert.Empty(uploads.List());
        Assert.Equal(0, told);
        content.LetGo();
        var received = await receiving;

        Assert.Equal(("our model.gguf", _model.Length, false), (received.Name, received.Bytes, received.IsInUse));
        Assert.Equal(received, Assert.Single(uploads.List()));
        Assert.Equal(1, told);
        Assert.Equal(_model, File.ReadAllBytes(received.Path));
        Assert.Single(Directory.EnumerateFiles(Models));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("model.bin")]
    [InlineData("../../x.gguf")]
    [InlineData("/etc/x.gguf")]
    [InlineData(@"..\x.gguf")]
    [InlineData(".x.gguf")]
    [InlineData("con.gguf")]
    [InlineData("a:b.gguf")]
    [InlineData("a\0b.gguf")]
    public async Task Receive_NoNameForAFile_IsRefusedAndWritesNothing(string? name) => await AssertRefusedAsync(ModelUploadRefusal.Name, name, _model);

    [Theory]
    [InlineData("Dear Sir or Madam, this is no model at all.", "does not begin like a GGUF file")]
    [InlineData("GG", "no whole GGUF file|ends within its header|does not begin")]
    [InlineData("GGUF", "ends within its header")]
    public async Task Receive_NoModel_IsRefused(string content, string words)
    {
        var refused = await AssertRefusedAsync(ModelUploadRefusal.NoModel, "letter.gguf", System.Text.Encoding.ASCII.GetBytes(content));

        Assert.Contains(words.Split('|'), option => refused.Message.Contains(option, StringComparison.Ordinal));
        Assert.DoesNotContain(_folder.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_AModelCutOff_IsRefused() =>
        Assert.Contains("it is cut off", (await AssertRefusedAsync(ModelUploadRefusal.NoModel, "cut.gguf", _model[..^1_000_000])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Receive_LargerThanAllowed_IsRefusedByItsLengthAndWithoutOne()
    {
        _options.MaxUploadMegabytes = 1;

        await AssertRefusedAsync(ModelUploadRefusal.TooLarge, "large.gguf", _model);
        await AssertRefusedAsync(ModelUploadRefusal.TooLarge, "large.gguf", _model, tellsLength: false);
    }

    [Fact]
    public async Task Receive_NoRoomOnTheDisk_IsRefusedBeforeAByteIsRead()
    {
        _room = (1L << 30) + _model.Length - 1;
        using var content = new MemoryStream(_model);

        var refused = await Assert.ThrowsAsync<ModelUploadRefusedException>(() => Create().ReceiveAsync("m.gguf", content, _model.Length, Token));

        Assert.Equal((ModelUploadRefusal.NoRoom, 0), (refused.Reason, content.Position));
        _room++;
        await Create().ReceiveAsync("m.gguf", content, _model.Length, Token);
    }

    [Fact]
    public async Task Receive_TheRoomGoesWhileItComes_EndsAndLeavesNothing()
    {
        using var content = new MemoryStream(_model);
        _room = (1L << 30) - 1;

        var refused = await Assert.ThrowsAsync<ModelUploadRefusedException>(() => Create().ReceiveAsync("m.gguf", content, length: null, Token));

        Assert.Equal(ModelUploadRefusal.NoRoom, refused.Reason);
        Assert.Empty(Create().List());
    }

    [Fact]
    public async Task Receive_NoPlaceForItsFolder_SaysSoAndTakesItOnceThereIs()
    {
        await File.WriteAllTextAsync(Models, "in the way", Token);
        var uploads = Create();

        var refused = await Assert.ThrowsAsync<ModelUploadRefusedException>(() => uploads.ReceiveAsync("m.gguf", new MemoryStream(_model), length: null, Token));
        File.Delete(Models);
        await uploads.ReceiveAsync("m.gguf", new MemoryStream(_model), _model.Length, Token);

        Assert.Equal(ModelUploadRefusal.NoRoom, refused.Reason);
        Assert.Single(uploads.List());
    }

    [Fact]
    public async Task Receive_ANameTooLongInBytes_IsRefusedBeforeItComes() =>
        await AssertRefusedAsync(ModelUploadRefusal.Name, new string('ü', 150) + ".gguf", _model);

    [Fact]
    public async Task Receive_ASameName_IsRefusedAlsoWhileTheFirstComes()
    {
        var uploads = Create();
        using var content = new GatedStream(_model);
        var first = uploads.ReceiveAsync("m.gguf", content, _model.Length, Token);
        await content.Half;

        var meanwhile = await Assert.ThrowsAsync<ModelUploadRefusedException>(() => uploads.ReceiveAsync("M.gguf", new MemoryStream(_model), _model.Length, Token));
        content.LetGo();
        await first;
        var afterwards = await Assert.ThrowsAsync<ModelUploadRefusedException>(() => uploads.ReceiveAsync("m.gguf", new MemoryStream(_model), _model.Length, Token));

        Assert.Equal((ModelUploadRefusal.Exists, ModelUploadRefusal.Exists), (meanwhile.Reason, afterwards.Reason));
        Assert.Single(uploads.List());
    }

    [Fact]
    public async Task Receive_BreaksOff_LeavesNothing()
    {
        var uploads = Create();
        using var cancelled = new CancellationTokenSource();
        using var content = new GatedStream(_model);
        var receiving = uploads.ReceiveAsync("m.gguf", content, _model.Length, cancelled.Token);
        await content.Half;
        Assert.NotEmpty(Directory.EnumerateFiles(Models));

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        var broken = await Assert.ThrowsAsync<IOException>(() => uploads.ReceiveAsync("m.gguf", new BreakingStream(_model), _model.Length, Token));

        Assert.Equal("the connection broke", broken.Message);
        Assert.Empty(Directory.EnumerateFiles(Models));
        await uploads.ReceiveAsync("m.gguf", new MemoryStream(_model), _model.Length, Token);
    }

    [Fact]
    public void List_WhatACrashCutShort_IsGone()
    {
        Directory.CreateDirectory(Models);
        File.WriteAllText(Path.Combine(Models, ".0123.part"), "GGUF");

        Assert.Empty(Create().List());
        Assert.Empty(Directory.EnumerateFiles(Models));
    }

    [Fact]
    public async Task Receive_ALaterPartOfASplitModel_NeedsNoVocabulary()
    {
        byte[] part = [.. "GGUF"u8, 3, 0, 0, 0, .. new byte[16]];

        Assert.Equal("m-00002-of-00002.gguf", (await Create().ReceiveAsync("m-00002-of-00002.gguf", new MemoryStream(part), part.Length, Token)).Name);
        await AssertRefusedAsync(ModelUploadRefusal.NoModel, "alone.gguf", part, leaves: 1);
    }

    [Fact]
    public async Task Receive_WhereModelsMayNotBeSwitched_IsForbidden()
    {
        _options.Allowed = false;

        await AssertRefusedAsync(ModelUploadRefusal.Forbidden, "m.gguf", _model);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _database.Dispose();
    }

    private async Task<ModelUploadRefusedException> AssertRefusedAsync(ModelUploadRefusal reason, string? name, byte[] content, bool tellsLength = true, int leaves = 0)
    {
        var refused = await Assert.ThrowsAsync<ModelUploadRefusedException>(() => Create().ReceiveAsync(name, new MemoryStream(content), tellsLength ? content.Length : null, Token));
        Assert.Equal(reason, refused.Reason);
        Assert.Equal(leaves, Directory.Exists(Models) ? Directory.EnumerateFiles(Models).Count() : 0);
        return refused;
    }

    private ModelUploads Create()
    {
        var files = new ModelFiles(new HubCache(_folder.File("hub")), Models);
        var (model, switching) = (Options.Create(new ModelOptions()), Options.Create(_options));
        var host = new ModelHost(model, _feed);
        var choices = new ModelSwitch(_database, host, new ModelInspector(Options.Create(new GenerationOptions())), files, model, switching);
        return new ModelUploads(files, host, choices, switching, _feed, _ => _room);
    }

    /// <summary>Gives half of its bytes, then waits.</summary>
    private sealed class GatedStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Half => _half.Task;

        public void LetGo() => _letGo.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= Length / 2)
            {
                _half.TrySetResult();
                await _letGo.Task.WaitAsync(cancellationToken);
            }
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= Length / 2 ? throw new IOException("the connection broke") : base.ReadAsync(buffer, cancellationToken);
    }
}
