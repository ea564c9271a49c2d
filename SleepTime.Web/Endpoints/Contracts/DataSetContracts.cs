using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Scorer">How its answers are scored where an experiment does not say otherwise.</param>
/// <param name="Questions">Of all contexts together.</param>
/// <param name="CreatedAt">Null of the built-in one.</param>
/// <param name="Owner">Null of the built-in one.</param>
public sealed record DataSetResponse(Guid Id, string Name, bool BuiltIn, ScorerKind Scorer, int Contexts, int Questions, DateTimeOffset? CreatedAt, string? Owner)
{
    public static DataSetResponse From(DataSetView set) => new(set.Id, set.Name, set.IsBuiltIn, set.Scorer, set.Contexts, set.Questions, set.CreatedAt, set.Owner);
}

/// <param name="First">The first few contexts with their questions.</param>
public sealed record DataSetDetailsResponse(DataSetResponse DataSet, IReadOnlyList<DataSetContext> First);

/// <summary>How a file is read that is to become a data set.</summary>
public sealed record ImportQuery(
    [property: FromQuery(Name = "name"), Description("Of the data set; the file's name when left out.")] string? Name = null,
    [property: FromQuery(Name = "scorer"), Description("How answers are scored: answer, lastNumber, numericTolerance, boxedInteger, normalisedText or exact.")] string? Scorer = null,
    [property: FromQuery(Name = "contextColumn"), Description("Of a table; left out with the others for those of these names. Without it the last sentence of the question is asked.")] string? ContextColumn = null,
    [property: FromQuery(Name = "questionColumn"), Description("Of a table.")] string? QuestionColumn = null,
    [property: FromQuery(Name = "answerColumn"), Description("Of a table.")] string? AnswerColumn = null,
    [property: FromQuery(Name = "kindColumn"), Description("Of a table; what sort of question it is.")] string? KindColumn = null,
    [property: FromQuery(Name = "idColumn"), Description("Of a table; names each context.")] string? IdColumn = null,
    [property: FromQuery(Name = "leaveOutFaulty"), Description("true to import all other rows when some have something wrong.")] bool? LeaveOutFaulty = null)
{
    /// <summary>Without the file's name.</summary>
    /// <exception cref="InvalidRequestException">There is no such scorer.</exception>
    public ImportSettings ToSettings() => new()
    {
        FileName = "",
        Scorer = EnumNames.Parse<ScorerKind>("scorer", Scorer) ?? ScorerKind.Answer,
        Columns = (ContextColumn ?? QuestionColumn ?? AnswerColumn ?? KindColumn ?? IdColumn) is null ? null : new CsvColumns(ContextColumn, QuestionColumn, AnswerColumn, KindColumn, IdColumn),
    };
}
