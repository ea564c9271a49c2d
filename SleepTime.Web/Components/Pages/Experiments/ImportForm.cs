using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>How a person wants a file read.</summary>
public sealed class ImportForm
{
    public string Name { get; set; } = "";

    public string FileName { get; private set; } = "";

    public ScorerKind Scorer { get; set; } = ScorerKind.Answer;

    public bool LeaveOutFaulty { get; set; }

    /// <summary>Heads of a table; empty where there is none.</summary>
    public IReadOnlyList<string> Head { get; private set; } = [];

    /// <summary>Null while the columns of the usual names are taken.</summary>
    public CsvColumns? Columns { get; set; }

    public ImportSettings Settings => new() { FileName = FileName, Scorer = Scorer, Columns = Columns };

    /// <summary>Another file begins anew.</summary>
    public void Choose(string fileName)
    {
        (FileName, Head, Columns, LeaveOutFaulty) = (fileName, [], null, false);
        Name = Path.GetFileNameWithoutExtension(fileName);
    }

    /// <summary>What the file turned out to have.</summary>
    public void Read(ImportPreview preview)
    {
        Head = preview.Head;
        Columns = preview.Columns;
    }

    /// <summary>A table without the usual columns: those that it has are there to choose among.</summary>
    public void Refuse(DataSetRefusedException refused)
    {
        if (refused.Head.Count == 0)
            return;
        Head = refused.Head;
        Columns ??= new CsvColumns(null, null, null);
    }
}
