using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>, IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(run => run.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(run => run.ContextVersionId);
        // Wherever a run is shown, it says what it was given.
        builder.Navigation(run => run.Given).AutoInclude();
        builder.HasIndex(run => run.ComparisonId);

        // Whether a comparison is blind is asked of each row that a filter of the history lets through: without reading the row.
        builder.HasIndex(run => run.ComparisonId, "IX_Runs_BlindComparisonId").HasFilter("\"IsBlind\"");
        builder.HasIndex(run => new { run.CreatedAt, run.Id });
        builder.HasIndex(run => new { run.ContextId, run.CreatedAt, run.Id });
        builder.HasIndex(run => run.State);
    }

    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.HasKey(entry => entry.Number);
        builder.HasOne<Context>().WithMany().HasForeignKey(entry => entry.ContextId);
        builder.HasIndex(entry => entry.Id).IsUnique();
        builder.HasIndex(entry => entry.Owner);
    }
}
