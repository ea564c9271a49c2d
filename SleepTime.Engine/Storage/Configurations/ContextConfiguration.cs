using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class ContextConfiguration :
    IEntityTypeConfiguration<Context>, IEntityTypeConfiguration<ContextVersion>, IEntityTypeConfiguration<SuggestedQuestion>
{
    public void Configure(EntityTypeBuilder<Context> builder)
    {
        builder.Property(context => context.Title).HasMaxLength(Context.MaxTitleLength);
        builder.HasMany(context => context.Versions).WithOne().HasForeignKey(version => version.ContextId);
        builder.HasMany(context => context.SuggestedQuestions).WithOne().HasForeignKey(question => question.ContextId);
        builder.HasIndex(context => context.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<ContextVersion> builder)
    {
        builder.HasIndex(version => new { version.ContextId, version.Number }).IsUnique();
        builder.HasIndex(version => version.ContentHash);
        // Counting the texts of some age reads none of them.
        builder.HasIndex(version => new { version.CreatedAt, version.Id });
    }

    public void Configure(EntityTypeBuilder<SuggestedQuestion> builder) =>
        builder.HasIndex(question => new { question.ContextId, question.Order }).IsUnique();
}
