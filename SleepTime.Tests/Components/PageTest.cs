using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Components;

/// <summary>Pages over the real services, a database of their own and a fake model.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private IRenderedComponent<MudDialogProvider>? _dialogs;

    protected PageTest()
    {
        Engine = new TestEngine(_database, Model);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(TimeProvider.System); // pages wait for real; the engine's clock stands still
        Services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        Services.AddSingleton(Options.Create(new UploadOptions()));
        Services.AddScoped<Asker>();
        Share<ActivityFeed>();
        Share<AnswerService>();
        Share<GenerationService>();
        Share<ModelHost>();
        Share<NotesService>();
        Share<OverviewService>();
        Share<RunHistory>();
        Share<RunRegistry>();
        Share<SleepQueue>();
        Share<SleepPolicyStore>();
        Share<SleepSettingsService>();
        Share<NotesEditor>();
        Share<BreakEvenService>();
        Contexts = new ContextService(
            _database, Engine.Get<ModelHost>(), Engine.GetAll<IContextFollower>(), Options.Create(new UploadOptions()),
            Engine.Get<ActivityFeed>(), Engine.Time, NullLogger<ContextService>.Instance);
        Services.AddSingleton(Contexts);
    }

    internal TestEngine Engine { get; }

    protected FakeLoadedModel Model { get; } = new();

    protected ContextService Contexts { get; }

    /// <summary>The dialogs that pages open.</summary>
    protected IRenderedComponent<MudDialogProvider> Dialogs => _dialogs ??= Render<MudDialogProvider>();

    protected string Address
    {
        get => Services.GetRequiredService<NavigationManager>().Uri;
        set => Services.GetRequiredService<NavigationManager>().NavigateTo(value);
    }

    protected Task<ContextDetails> AddContextAsync(string title = "Marbles of Maya", string text = "Maya has 3 marbles.") =>
        Contexts.CreateAsync(title, text, "local", CancellationToken.None);

    protected async Task SuggestAsync(ContextDetails context, string question, string expected)
    {
        await using var database = await ((IDbContextFactory<Engine.Storage.SleepTimeDbContext>)_database).CreateDbContextAsync();
        database.Add(new SuggestedQuestion { ContextId = context.Id, Order = 0, Text = question, ExpectedAnswer = expected });
        await database.SaveChangesAsync();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Engine.DisposeAsync();
        _database.Dispose();
    }

    private void Share<T>() where T : class => Services.AddSingleton(Engine.Get<T>());
}
