using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>, IEntityTypeConfiguration<DocumentSource>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.Property(upload => upload.FileName).HasMaxLength(Upload.MaxFileNameLength);
        builder.HasOne<Context>().WithMany().HasForeignKey(upload => upload.ContextId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(upload => new { upload.State, upload.CreatedAt });
        builder.HasIndex(upload => upload.KeptUntil);
    }

    public void Configure(EntityTypeBuilder<DocumentSource> builder)
    {
        builder.HasKey(source => source.ContextVersionId);
        builder.HasOne<ContextVersion>().WithOne().HasForeignKey<DocumentSource>(source => source.ContextVersionId);
        builder.Property(source => source.FileName).HasMaxLength(Upload.MaxFileNameLength);
    }
}
