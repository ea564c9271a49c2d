using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.RealModel.ModelHosting;

public sealed class FirstStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Start_EmbeddedModel_GetsReadyTakesRequestsAndGoesInOrder()
    {
        using var host = BuildHost();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var status = await host.Services.GetRequiredService<ModelHost>().WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ModelState.Ready, status.State);
        Assert.Matches("^sleeptime-tiny@[0-9a-f]{12}$", status.Hosted!.Id);
        Assert.Equal(2048, status.Hosted.ContextLength);
        var ticket = host.Services.GetRequiredService<GenerationService>().Submit(new GenerationRequest
        {
            Prompt = status.Hosted.Prompts.Standard("Noah has 14 cards. Carl has 7 cards.", "How many cards does Carl have?", 0),
            Class = GenerationClass.Question,
            MaxTokens = status.Hosted.Prompts.AnswerBudget(0),
        });
        var result = await ticket.Completion;
        Assert.StartsWith("Answer:", result.Text);
        Assert.Equal(FinishReason.EndOfText, result.Reason);

        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ModelState.Failed, host.Services.GetRequiredService<ModelHost>().Status.State);
    }

    [Fact]
    public async Task Start_EmptyDataDirectory_PutsTheSamplesInOnce()
    {
        using (var first = BuildHost())
        {
            var samples = new SemaphoreSlim(0);
            using var watching = first.Services.GetRequiredService<ActivityFeed>().Subscribe(activity => { if (activity is ContextChanged) samples.Release(); });
            await first.StartAsync(TestContext.Current.CancellationToken);
            for (var i = 0; i < 6; i++)
                await samples.WaitAsync(TestContext.Current.CancellationToken);
            await first.StopAsync(TestContext.Current.CancellationToken);
        }

        using var second = BuildHost();
        await second.StartAsync(TestContext.Current.CancellationToken);
        var contexts = await second.Services.GetRequiredService<ContextService>().ListAsync(1, 10, null, TestContext.Current.CancellationToken);

        Assert.Equal(6, contexts.Total);
        Assert.All(contexts.Items, context => Assert.InRange(context.Tokens, 15, 100));
        await second.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        builder.Configuration.AddInMemoryCollection([new("SleepTime:DataDirectory", "kept")]);
        builder.Services
            .AddActivities()
            .AddStorage(builder.Configuration)
            .AddModelRuntime()
            .AddGeneration(builder.Configuration)
            .AddModelHosting(builder.Configuration)
            .AddContexts(builder.Configuration, FileReading.Command);
        return builder.Build();
    }
}
