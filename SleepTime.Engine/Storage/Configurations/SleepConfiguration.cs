using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class SleepConfiguration :
    IEntityTypeConfiguration<SleepJob>, IEntityTypeConfiguration<SleepPass>,
    IEntityTypeConfiguration<NotesVersion>, IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<SleepJob> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(job => job.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(job => job.ContextVersionId);
        builder.HasMany(job => job.Passes).WithOne().HasForeignKey(pass => pass.JobId);
        builder.HasIndex(job => new { job.State, job.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<SleepPass> builder) =>
        builder.HasIndex(pass => new { pass.JobId, pass.Number }).IsUnique();

    public void Configure(EntityTypeBuilder<NotesVersion> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(notes => notes.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(notes => notes.ContextVersionId);
        builder.HasMany(notes => notes.Lines).WithOne().HasForeignKey(note => note.NotesVersionId);
        builder.HasIndex(notes => notes.JobId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Note> builder) =>
        builder.HasIndex(note => new { note.NotesVersionId, note.Order }).IsUnique();
}
