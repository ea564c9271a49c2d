using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(run => run.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(run => run.ContextVersionId);
        builder.HasIndex(run => run.ComparisonId);
        builder.HasIndex(run => run.CreatedAt);
        builder.HasIndex(run => run.State);
    }
}
