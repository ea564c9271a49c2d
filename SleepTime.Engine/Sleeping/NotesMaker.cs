using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>Who made notes, seen from the model that is loaded.</summary>
public enum NotesMaker
{
    /// <summary>This model with these prompts; also while no model is ready to compare with.</summary>
    Present,

    /// <summary>Another model, or another file of the same one.</summary>
    OtherModel,

    /// <summary>This model with other prompts.</summary>
    OtherPrompts,
}

public static class NotesMakers
{
    /// <param name="model">Null while none is ready.</param>
    public static NotesMaker Of(NotesVersion notes, HostedModel? model)
    {
        if (model is null)
            return NotesMaker.Present;
        if (notes.ModelId != model.Id)
            return NotesMaker.OtherModel;
        return notes.PromptVersion == model.Prompts.Version ? NotesMaker.Present : NotesMaker.OtherPrompts;
    }

    /// <summary>The versions that this model wrote with these prompts.</summary>
    internal static IQueryable<NotesVersion> By(this IQueryable<NotesVersion> notes, HostedModel model)
    {
        var (id, prompts) = (model.Id, model.Prompts.Version);
        return notes.Where(version => version.ModelId == id && version.PromptVersion == prompts);
    }
}
