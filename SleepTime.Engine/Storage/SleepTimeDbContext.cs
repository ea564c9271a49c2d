using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Storage;

/// <summary>Everything that is kept. Get one from the factory for each piece of work and dispose it; not thread-safe.</summary>
public sealed class SleepTimeDbContext(DbContextOptions<SleepTimeDbContext> options) : DbContext(options)
{
    public DbSet<Context> Contexts => Set<Context>();

    public DbSet<ContextVersion> ContextVersions => Set<ContextVersion>();

    public DbSet<SuggestedQuestion> SuggestedQuestions => Set<SuggestedQuestion>();

    public DbSet<ContextSection> ContextSections => Set<ContextSection>();

    public DbSet<DocumentSource> DocumentSources => Set<DocumentSource>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<SleepJob> SleepJobs => Set<SleepJob>();

    public DbSet<SleepPass> SleepPasses => Set<SleepPass>();

    public DbSet<SleepEvent> SleepEvents => Set<SleepEvent>();

    public DbSet<NotesVersion> NotesVersions => Set<NotesVersion>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<SectionNotes> SectionNotes => Set<SectionNotes>();

    public DbSet<NoteCheck> NoteChecks => Set<NoteCheck>();

    public DbSet<ExpectedQuestion> ExpectedQuestions => Set<ExpectedQuestion>();

    public DbSet<ContextSleepSettings> ContextSleepSettings => Set<ContextSleepSettings>();

    public DbSet<SleepDecision> SleepDecisions => Set<SleepDecision>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<RunGiven> RunGivens => Set<RunGiven>();

    public DbSet<ComparisonVote> ComparisonVotes => Set<ComparisonVote>();

    public DbSet<AnswerRating> AnswerRatings => Set<AnswerRating>();

    public DbSet<HistoryEntry> HistoryEntries => Set<HistoryEntry>();

    public DbSet<Share> Shares => Set<Share>();

    public DbSet<DataSet> DataSets => Set<DataSet>();

    public DbSet<Experiment> Experiments => Set<Experiment>();

    public DbSet<ExperimentContext> ExperimentContexts => Set<ExperimentContext>();

    public DbSet<ExperimentQuestion> ExperimentQuestions => Set<ExperimentQuestion>();

    public DbSet<ExperimentNotes> ExperimentNotes => Set<ExperimentNotes>();

    public DbSet<ExperimentResult> ExperimentResults => Set<ExperimentResult>();

    public DbSet<Fact> Facts => Set<Fact>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
        configurationBuilder.Properties<DocumentOutline>().HaveConversion<OutlineConverter>();
        configurationBuilder.Properties<DocumentGaps>().HaveConversion<JsonConverter<DocumentGaps>, WholeComparer<DocumentGaps>>();
        configurationBuilder.Properties<IReadOnlyList<SectionNote>>().HaveConversion<JsonConverter<IReadOnlyList<SectionNote>>, WholeComparer<IReadOnlyList<SectionNote>>>();
        configurationBuilder.Properties<IReadOnlyList<GivenItem>>().HaveConversion<JsonConverter<IReadOnlyList<GivenItem>>, WholeComparer<IReadOnlyList<GivenItem>>>();
        configurationBuilder.Properties<ExperimentPlan>().HaveConversion<PlanConverter>();
        // By name, so that a value keeps its meaning when members are put in or moved.
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        // Values without an identity, kept in the columns of whom they belong to.
        configurationBuilder.ComplexProperties<TokenUsage>();
        configurationBuilder.ComplexProperties<GenerationTimings>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SleepTimeDbContext).Assembly);

        // Ids are made by the entities. Were they taken for generated ones, a child added to a tracked parent would be
        // updated instead of inserted, because it has its key already.
        foreach (var type in modelBuilder.Model.GetEntityTypes())
            foreach (var property in type.FindPrimaryKey()!.Properties)
                property.ValueGenerated = ValueGenerated.Never;
    }
}
