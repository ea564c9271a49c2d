using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Storage.Configurations;

internal sealed class ExperimentConfiguration :
    IEntityTypeConfiguration<DataSet>, IEntityTypeConfiguration<Experiment>, IEntityTypeConfiguration<ExperimentContext>,
    IEntityTypeConfiguration<ExperimentQuestion>, IEntityTypeConfiguration<ExperimentNotes>, IEntityTypeConfiguration<ExperimentResult>
{
    public void Configure(EntityTypeBuilder<DataSet> builder)
    {
        builder.Property(set => set.Name).HasMaxLength(DataSet.MaxNameLength);
        builder.HasIndex(set => set.Name).IsUnique();
    }

    // No key to the data set: an experiment outlives it.
    public void Configure(EntityTypeBuilder<Experiment> builder)
    {
        builder.Property(experiment => experiment.Name).HasMaxLength(Experiment.MaxNameLength);
        builder.HasIndex(experiment => new { experiment.CreatedAt, experiment.Id });
        builder.HasIndex(experiment => experiment.State);
    }

    public void Configure(EntityTypeBuilder<ExperimentContext> builder)
    {
        builder.HasOne<Experiment>().WithMany().HasForeignKey(context => context.ExperimentId);
        builder.HasMany(context => context.Questions).WithOne().HasForeignKey(question => question.ExperimentContextId);
        builder.HasIndex(context => new { context.ExperimentId, context.Order }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ExperimentQuestion> builder) =>
        builder.HasIndex(question => new { question.ExperimentId, question.Order }).IsUnique();

    public void Configure(EntityTypeBuilder<ExperimentNotes> builder)
    {
        builder.HasOne<ExperimentContext>().WithMany().HasForeignKey(notes => notes.ExperimentContextId);
        builder.HasIndex(notes => new { notes.ExperimentContextId, notes.Passes, notes.Samples }).IsUnique();
        builder.HasIndex(notes => notes.ExperimentId);
    }

    public void Configure(EntityTypeBuilder<ExperimentResult> builder)
    {
        builder.HasOne<ExperimentQuestion>().WithMany().HasForeignKey(result => result.ExperimentQuestionId);
        builder.Ignore(result => result.Arm);
        builder.HasIndex(result => new { result.ExperimentQuestionId, result.Mode, result.Verbosity, result.Passes, result.Samples, result.Repeat }).IsUnique();
        builder.HasIndex(result => result.ExperimentId);
    }
}
