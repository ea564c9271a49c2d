using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class HubCacheTests : IDisposable
{
    private const string ETag = "aaaaaaaaaa";

    private readonly TemporaryFolder _folder = new();
    private readonly DownloadPlan _plan = new("org/repo", "main", HubServer.Commit, [new PlannedFile("sub/model-Q4_K_M.gguf", 5, ETag, null)]);

    [Theory]
    [InlineData("/chosen", "/cache", "/hf", "/chosen")]
    [InlineData(null, "/cache", "/hf", "/cache")]
    [InlineData(" ", null, "/hf", "/hf/hub")]
    [InlineData(null, "~/cache", null, "/home/me/cache")]
    [InlineData(null, null, "", "/home/me/.cache/huggingface/hub")]
    public void Of_SettingsAndVariables_IsWhereOtherToolsLook(string? chosen, string? cache, string? home, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;

        Assert.Equal(expected, HubCacheFolder.Of(chosen, name => name switch { "HF_HUB_CACHE" => cache, "HF_HOME" => home, _ => null }, "/home/me"));
    }

    [Fact]
    public void Complete_GatheredBytes_LieAsOtherToolsLayThem()
    {
        var cache = new HubCache(_folder.Path);
        Gather(cache);

        cache.Complete(_plan, _plan.Files[0]);
        cache.SetCommit("org/repo", "main", HubServer.Commit);

        var repo = _folder.File("models--org--repo");
        Assert.Equal("bytes", File.ReadAllText(Path.Combine(repo, "blobs", ETag)));
        Assert.Equal(HubServer.Commit, File.ReadAllText(Path.Combine(repo, "refs", "main")));
        var file = Path.Combine(repo, "snapshots", HubServer.Commit, "sub", "model-Q4_K_M.gguf");
        Assert.Equal(Path.Combine("..", "..", "..", "blobs", ETag), new FileInfo(file).LinkTarget);
        Assert.Equal((file, 5), cache.Find(HubReference.Parse("org/repo:Q4_K_M")));
        Assert.Equal((file, 5), cache.Find(HubReference.Parse($"org/repo/sub/model-Q4_K_M.gguf@{HubServer.Commit}")));
    }

    [Fact]
    public void Complete_ADiskWithoutLinks_PutsTheFileItselfThere()
    {
        var cache = new HubCache(_folder.Path, (_, _) => throw new IOException("no links here"));
        Gather(cache);

        cache.Complete(_plan, _plan.Files[0]);
        cache.SetCommit("org/repo", "main", HubServer.Commit);

        Assert.Equal("bytes", File.ReadAllText(cache.SnapshotPath(_plan, _plan.Files[0])));
        Assert.NotNull(cache.Find(HubReference.Parse("org/repo:Q4_K_M")));
        Assert.True(cache.Has(_plan, _plan.Files[0]));
    }

    [Fact]
    public void Has_ABlobOfAnotherTool_IsPutIntoTheSnapshot()
    {
        var cache = new HubCache(_folder.Path);
        Gather(cache);
        File.Move(cache.PartialPath("org/repo", ETag), Path.Combine(_folder.File("models--org--repo"), "blobs", ETag));

        Assert.True(cache.Has(_plan, _plan.Files[0]));
        Assert.Equal("bytes", File.ReadAllText(cache.SnapshotPath(_plan, _plan.Files[0])));
    }

    [Fact]
    public void Find_HalfAFileOrALinkToNothing_IsNotThere()
    {
        var cache = new HubCache(_folder.Path);
        Gather(cache);
        cache.SetCommit("org/repo", "main", HubServer.Commit);
        Assert.Null(cache.Find(HubReference.Parse("org/repo:Q4_K_M")));
        Assert.False(cache.Has(_plan, _plan.Files[0]));

        cache.Complete(_plan, _plan.Files[0]);
        File.Delete(Path.Combine(_folder.File("models--org--repo"), "blobs", ETag));

        Assert.Null(cache.Find(HubReference.Parse("org/repo:Q4_K_M")));
        Assert.False(cache.Has(_plan, _plan.Files[0]));
    }

    [Fact]
    public void Has_AFileOfAnotherLength_IsNotIt()
    {
        var cache = new HubCache(_folder.Path);
        Gather(cache);
        cache.Complete(_plan, _plan.Files[0]);

        Assert.False(cache.Has(_plan, _plan.Files[0] with { Size = 6 }));
    }

    public void Dispose() => _folder.Dispose();

    private static void Gather(HubCache cache)
    {
        var path = cache.PartialPath("org/repo", ETag);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "bytes");
    }
}
