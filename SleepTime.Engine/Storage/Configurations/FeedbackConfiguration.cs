using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class FeedbackConfiguration : IEntityTypeConfiguration<ComparisonVote>, IEntityTypeConfiguration<AnswerRating>
{
    public void Configure(EntityTypeBuilder<ComparisonVote> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(vote => vote.ContextId);
        builder.HasIndex(vote => new { vote.ComparisonId, vote.Owner }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AnswerRating> builder)
    {
        builder.HasOne<Run>().WithMany().HasForeignKey(rating => rating.RunId);
        builder.HasIndex(rating => new { rating.RunId, rating.Owner }).IsUnique();
    }
}
