using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class SectionConfiguration :
    IEntityTypeConfiguration<ContextSection>, IEntityTypeConfiguration<SectionNotes>, IEntityTypeConfiguration<RunGiven>
{
    public void Configure(EntityTypeBuilder<ContextSection> builder)
    {
        builder.HasKey(section => section.Number);
        builder.HasOne<ContextVersion>().WithMany().HasForeignKey(section => section.ContextVersionId);
        builder.HasIndex(section => section.Id).IsUnique();
        builder.HasIndex(section => new { section.ContextVersionId, section.Split, section.Order }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<SectionNotes> builder)
    {
        builder.HasOne<Context>().WithMany().HasForeignKey(notes => notes.ContextId);
        builder.HasIndex(notes => new { notes.ContextId, notes.ContentHash });
        builder.HasIndex(notes => new { notes.JobId, notes.ContentHash }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RunGiven> builder)
    {
        builder.HasKey(given => given.RunId);
        builder.HasOne<Run>().WithOne(run => run.Given).HasForeignKey<RunGiven>(given => given.RunId);
    }
}
