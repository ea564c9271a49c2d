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
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Overview;
using SleepTime.Web.Hosting;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Components;

/// <summary>Pages over the real services, a database of their own and a fake model.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    private const string Focus = "Blazor._internal.domWrapper.focus";

    private readonly FullDisk _disk = new();
    private readonly TestDatabase _database;
    private readonly OverviewBoard _board;
    private readonly InsightsBoard _insights;
    private IRenderedComponent<MudDialogProvider>? _dialogs;

    protected PageTest()
    {
        _database = new TestDatabase(_disk);
        Engine = new TestEngine(_database, Model);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(TimeProvider.System); // pages wait for real; the engine's clock stands still
        Services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        Services.AddSingleton(Options.Create(new UploadOptions()));
        Services.AddSingleton(Options.Create(new GenerationOptions()));
        Services.AddScoped<Asker>();
        Services.AddSingleton<LiveStatusReader>();
        Share<ActivityFeed>();
        Share<AnswerService>();
        Share<FeedbackService>();
        Share<VoteService>();
        Share<ThreadReader>();
        Share<GenerationService>();
        Share<ModelHost>();
        var inspector = new ModelInspector(Options.Create(new GenerationOptions()));
        var cache = new HubCache(HubPath);
        var files = new ModelFiles(cache, ModelsPath);
        var choices = new ModelSwitch(_database, Engine.Get<ModelHost>(), inspector, files, Options.Create(new ModelOptions()), Options.Create(Switching));
        Services.AddSingleton(inspector);
        Services.AddSingleton(choices);
        Services.AddSingleton(new ModelCatalog(Options.Create(new ModelOptions()), choices, Engine.Get<ModelHost>(), files));
        Services.AddSingleton(_ => new ModelUploads(files, Engine.Get<ModelHost>(), choices, Options.Create(Switching), Engine.Get<ActivityFeed>(), _ => long.MaxValue));
        Services.AddSingleton(_ => new HubConnection(Hub, TimeProvider.System));
        Services.AddSingleton(provider => new DownloadQueue(
            new ModelDownload(Hub, cache, new HubClient(provider.GetRequiredService<HubConnection>()), TimeProvider.System),
            new DownloadListFile(DownloadsPath, NullLogger<DownloadListFile>.Instance), Options.Create(Hub), Engine.Get<ActivityFeed>(), TimeProvider.System, NullLogger<DownloadQueue>.Instance));
        Share<NotesService>();
        Share<WorkStatusReader>();
        Share<OverviewReader>();
        Services.AddSingleton(_board = new OverviewBoard(Engine.Get<OverviewReader>(), Engine.Get<ActivityFeed>(), TimeProvider.System, NullLogger<OverviewBoard>.Instance));
        Share<RunHistory>();
        Share<HistoryReader>();
        Share<HistoryCleaner>();
        Share<RunRegistry>();
        Share<SleepQueue>();
        Share<SleepPolicyStore>();
        Share<GpuWatch>();
        Share<SleepSettingsService>();
        Share<NotesEditor>();
        Share<BreakEvenService>();
        Share<InsightsReader>();
        Share<SleepTime.Engine.Insights.Prices.PriceStore>();
        Share<ShareService>();
        Share<GivenReader>();
        Share<SectionReader>();
        Share<NoteSourceFinder>();
        Share<ExperimentService>();
        Share<ExperimentReader>();
        Share<ExperimentAnswers>();
        Share<ExperimentEstimator>();
        Share<DataSetLibrary>();
        Share<DataSetImporter>();
        Contexts = new ContextService(
            _database, Engine.Get<ModelHost>(), Engine.GetAll<IContextFollower>(), Options.Create(new UploadOptions()),
            Engine.Get<ActivityFeed>(), Engine.Time, NullLogger<ContextService>.Instance);
        Services.AddSingleton(Contexts);
        Services.AddSingleton(_insights = new InsightsBoard(
            Engine.Get<InsightsReader>(), Engine.Get<HistoryReader>(), Contexts, Engine.Get<ActivityFeed>(), TimeProvider.System, NullLogger<InsightsBoard>.Instance));
        Uploads = new UploadService(_database, new UploadFolder(_database.UploadsPath), Options.Create(new UploadOptions()), Engine.Get<ActivityFeed>(), Engine.Time);
        UploadStore = new UploadStore(
            _database, new UploadFolder(_database.UploadsPath), Engine.Get<ModelHost>(), Engine.GetAll<IContextFollower>(), Engine.Get<ActivityFeed>(), Engine.Time, NullLogger<UploadStore>.Instance);
        Services.AddSingleton(Uploads);
        Services.AddSingleton(new DocumentSourceReader(_database));
    }

    internal TestEngine Engine { get; }

    protected FakeLoadedModel Model { get; } = new();

    protected ContextService Contexts { get; }

    protected UploadService Uploads { get; }

    internal UploadStore UploadStore { get; }

    /// <summary>Of downloads, which wait for ever here: nothing works on the list.</summary>
    protected HubOptions Hub { get; } = new();

    protected string DownloadsPath => _database.DownloadsPath;

    /// <summary>Whether models may be switched and sent.</summary>
    protected SwitchingOptions Switching { get; } = new();

    /// <summary>The cache of the hub; nothing is in it.</summary>
    protected string HubPath => _database.DownloadsPath + ".hub";

    /// <summary>Folder of models that were sent; it is not there yet.</summary>
    protected string ModelsPath => _database.DownloadsPath + ".models";

    /// <summary>The dialogs that pages open.</summary>
    protected IRenderedComponent<MudDialogProvider> Dialogs => _dialogs ??= Render<MudDialogProvider>();

    protected string Address
    {
        get => Services.GetRequiredService<NavigationManager>().Uri;
        set => Services.GetRequiredService<NavigationManager>().NavigateTo(value);
    }

    protected Task<ContextDetails> AddContextAsync(string title = "Marbles of Maya", string text = "Maya has 3 marbles.") =>
        Contexts.CreateAsync(title, text, "local", storesDuplicate: true, CancellationToken.None);

    protected async Task SuggestAsync(ContextDetails context, string question, string expected)
    {
        await using var database = await ((IDbContextFactory<Engine.Storage.SleepTimeDbContext>)_database).CreateDbContextAsync();
        database.Add(new SuggestedQuestion { ContextId = context.Id, Order = 0, Text = question, ExpectedAnswer = expected });
        await database.SaveChangesAsync();
    }

    /// <summary>Stores notes on the present text as a sleep job would. A line that begins with "!" is struck.</summary>
    protected async Task<NotesVersion> AddNotesAsync(ContextDetails context, string[] lines, params ExpectedQuestion[] questions)
    {
        var notes = new NotesVersion
        {
            ContextId = context.Id, ContextVersionId = context.VersionId, JobId = Guid.CreateVersion7(), Passes = 1,
            ModelId = Engine.Get<ModelHost>().Require().Id, PromptVersion = Engine.Get<ModelHost>().Require().Prompts.Version, Usage = new TokenUsage(10, 0, 20), CreatedAt = Engine.Time.GetUtcNow(),
        };
        notes.Lines.AddRange(lines.Select((line, order) => new Note
        {
            NotesVersionId = notes.Id, Order = order, Pass = 1, Text = line.TrimStart('!'), Struck = line.StartsWith('!'), Verified = !line.StartsWith('!'),
            By = CheckedBy.Text, Reason = line.StartsWith('!') ? "The text says otherwise." : null, Source = line.StartsWith('!') ? null : context.Text,
        }));
        notes.Questions.AddRange(questions.Select((question, order) => new ExpectedQuestion { NotesVersionId = notes.Id, Order = order, Question = question.Question, Answer = question.Answer }));
        await using var database = await ((IDbContextFactory<Engine.Storage.SleepTimeDbContext>)_database).CreateDbContextAsync();
        database.Add(notes);
        await database.SaveChangesAsync();
        Engine.Time.Advance(TimeSpan.FromSeconds(1)); // versions are told apart by when they were made
        return notes;
    }

    /// <summary>From here on nothing can be read or written.</summary>
    protected void BreakDatabase() => _disk.Refuse("");

    protected void MendDatabase() => _disk.MakeRoom();

    /// <summary>How often the focus was given to something so far.</summary>
    protected int FocusesGiven => JSInterop.Invocations[Focus].Count;

    /// <summary>Waits until the focus was given to an element last, which is done once it is drawn. One that was drawn again has no name to know it by any more.</summary>
    /// <param name="after">How often it was given to something before.</param>
    protected Task WaitForFocusAsync(Func<AngleSharp.Dom.IElement> wanted, int after = 0) => SleepTimeApp.WaitAsync("the focus", () => Renderer.Dispatcher.InvokeAsync(() =>
        JSInterop.Invocations[Focus] is { Count: var given } focuses && given > after && focuses[^1].Arguments is [ElementReference last, ..]
        && wanted().GetAttribute("blazor:elementReference") is var name && (string.IsNullOrEmpty(name) || name == last.Id)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _board.DisposeAsync();
        await _insights.DisposeAsync();
        await Engine.DisposeAsync();
        _database.Dispose();
    }

    private void Share<T>() where T : class => Services.AddSingleton(Engine.Get<T>());
}
