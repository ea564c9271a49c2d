using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Storage;

/// <summary>Everything that is kept. Get one from the factory for each piece of work and dispose it; not thread-safe.</summary>
public sealed class SleepTimeDbContext(DbContextOptions<SleepTimeDbContext> options) : DbContext(options)
{
    public DbSet<Context> Contexts => Set<Context>();

    public DbSet<ContextVersion> ContextVersions => Set<ContextVersion>();

    public DbSet<SuggestedQuestion> SuggestedQuestions => Set<SuggestedQuestion>();

    public DbSet<SleepJob> SleepJobs => Set<SleepJob>();

    public DbSet<SleepPass> SleepPasses => Set<SleepPass>();

    public DbSet<NotesVersion> NotesVersions => Set<NotesVersion>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Run> Runs => Set<Run>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SleepTimeDbContext).Assembly);
}
