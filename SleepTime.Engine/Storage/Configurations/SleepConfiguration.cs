using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class SleepConfiguration :
    IEntityTypeConfiguration<SleepJob>, IEntityTypeConfiguration<SleepPass>, IEntityTypeConfiguration<SleepEvent>,
    IEntityTypeConfiguration<NotesVersion>, IEntityTypeConfiguration<Note>, IEntityTypeConfiguration<NoteCheck>, IEntityTypeConfiguration<ExpectedQuestion>
{
    public void Configure(EntityTypeBuilder<SleepJob> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(job => job.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(job => job.ContextVersionId);
        builder.HasMany(job => job.Passes).WithOne().HasForeignKey(pass => pass.JobId);
        builder.HasMany(job => job.Checks).WithOne().HasForeignKey(check => check.JobId);
        builder.Ignore(job => job.Usage);
        builder.HasIndex(job => new { job.State, job.CreatedAt });
        builder.HasIndex(job => new { job.State, job.Priority });
    }

    public void Configure(EntityTypeBuilder<SleepPass> builder) =>
        builder.HasIndex(pass => new { pass.JobId, pass.Section, pass.Kind, pass.Number, pass.Sample }).IsUnique();

    public void Configure(EntityTypeBuilder<NotesVersion> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(notes => notes.ContextId);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(notes => notes.ContextVersionId);
        builder.HasMany(notes => notes.Lines).WithOne().HasForeignKey(note => note.NotesVersionId);
        builder.HasMany(notes => notes.Questions).WithOne().HasForeignKey(question => question.NotesVersionId);
        builder.HasIndex(notes => notes.JobId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Note> builder) =>
        builder.HasIndex(note => new { note.NotesVersionId, note.Order }).IsUnique();

    public void Configure(EntityTypeBuilder<NoteCheck> builder) =>
        builder.HasIndex(check => new { check.JobId, check.Section, check.Text }).IsUnique();

    public void Configure(EntityTypeBuilder<ExpectedQuestion> builder) =>
        builder.HasIndex(question => new { question.NotesVersionId, question.Order }).IsUnique();

    public void Configure(EntityTypeBuilder<SleepEvent> builder)
    {
        builder.HasOne<SleepJob>().WithMany().HasForeignKey(happened => happened.JobId);
        builder.HasIndex(happened => new { happened.JobId, happened.At });
    }
}
