using System.Net;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>Several files of which some find no room: whoever sent them hears of each.</summary>
public sealed class CrowdedUploadTests : IAsyncLifetime
{
    private readonly SleepTimeApp _app = new(("Upload:MaxFileBytes", "20000000"), ("Upload:MaxWaitingBytes", "20000000"));

    private UploadProcessor Processor => _app.Get<IEnumerable<IHostedService>>().OfType<UploadProcessor>().Single();

    [Fact]
    public async Task PostContexts_TheSecondFindsNoRoom_TellsOfTheFirst()
    {
        await Processor.StopAsync(CancellationToken.None); // so that the first waits
        using var second = new EndlessStream(16_000_000);
        using var form = FilesWith(second);

        var sending = _app.Http.PostAsync("/api/v1/contexts", form, TestContext.Current.CancellationToken);
        await second.Ended.WaitAsync(SleepTimeApp.Patience);
        await Processor.StartAsync(CancellationToken.None);
        using var response = await sending.WaitAsync(SleepTimeApp.Patience);

        var items = (await response.JsonAsync(HttpStatusCode.Created))["items"]!;
        Assert.Equal("first.txt", (string?)items[0]!["context"]!["title"]);
        Assert.Equal((503, "tooMuchWaits"), ((int)items[1]!["problem"]!["status"]!, (string?)items[1]!["problem"]!["reason"]));
        Assert.Contains("MaxWaitingBytes", (string?)items[1]!["problem"]!["detail"]);
    }

    [Fact]
    public async Task PostUploads_TheSecondFindsNoRoom_TellsOfTheFirst()
    {
        await Processor.StopAsync(CancellationToken.None); // so that the first waits
        using var second = new EndlessStream(16_000_000);
        using var form = FilesWith(second);

        using var response = await _app.Http.PostAsync("/api/v1/uploads", form, TestContext.Current.CancellationToken).WaitAsync(SleepTimeApp.Patience);

        var problem = await response.JsonAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("MaxWaitingBytes", (string?)problem["detail"]);
        var first = Assert.Single(problem["items"]!.AsArray())!;
        Assert.Equal("first.txt", (string?)first["fileName"]);
        Assert.Equal("received", (string?)(await _app.ReadAsync($"/api/v1/uploads/{first["id"]}"))["state"]);
        await Processor.StartAsync(CancellationToken.None);
    }

    private static MultipartFormDataContent FilesWith(Stream second) => new()
    {
        { new ByteArrayContent("Ann has 3 balls."u8.ToArray()), "files", "first.txt" },
        { new StreamContent(second), "files", "second.txt" },
    };

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
