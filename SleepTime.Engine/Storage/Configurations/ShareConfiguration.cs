using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Sharing;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class ShareConfiguration : IEntityTypeConfiguration<Share>
{
    // No key to what is shared: the picture outlives it.
    public void Configure(EntityTypeBuilder<Share> builder)
    {
        builder.Property(share => share.Title).HasMaxLength(Share.MaxTitleLength);
        builder.HasIndex(share => share.TokenHash).IsUnique();
        builder.HasIndex(share => new { share.CreatedAt, share.Id });
    }
}
