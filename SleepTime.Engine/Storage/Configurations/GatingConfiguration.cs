using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class GatingConfiguration : IEntityTypeConfiguration<ContextSleepSettings>, IEntityTypeConfiguration<SleepDecision>
{
    public void Configure(EntityTypeBuilder<ContextSleepSettings> builder)
    {
        builder.HasKey(settings => settings.ContextId);
        builder.HasOne<Context>().WithOne().HasForeignKey<ContextSleepSettings>(settings => settings.ContextId);
    }

    public void Configure(EntityTypeBuilder<SleepDecision> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(decision => decision.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(decision => decision.ContextVersionId);
        builder.HasIndex(decision => new { decision.ContextVersionId, decision.MadeAt });
    }
}
