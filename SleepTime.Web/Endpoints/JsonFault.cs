using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SleepTime.Web.Endpoints;

/// <summary>What is wrong with a JSON body, without the names of C# types.</summary>
internal static partial class JsonFault
{
    private const string See = "The document at /openapi/v1.json describes every request.";

    public static string TitleOf(JsonException fault) => fault is UnfitValueException || IsReadable(fault) ? "Invalid request" : "Malformed JSON";

    public static string DetailOf(JsonException fault)
    {
        if (fault is UnfitValueException unfit)
            return unfit.Words;
        if (UnknownField().Match(fault.Message) is { Success: true } unknown)
            return $"There is no field '{unknown.Groups["name"].Value}' in this request. {See}";
        if (IsBadText(fault))
            return $"The body has text that is not UTF-8{Place(fault)}. Send it encoded as UTF-8.";
        if (!IsReadable(fault))
            return $"The body is not valid JSON{Place(fault)}. Check quotes and commas.";
        return fault.Path is { Length: > 2 } path
            ? $"The value of '{path[2..]}' is of the wrong type or out of range{Wanted(fault)}. {See}"
            : $"The body has to be a JSON object. {See}";
    }

    // The reader itself tells syntax by byte and line without a path below the root; everything else could be read.
    private static bool IsReadable(JsonException fault) =>
        fault.Message.Contains("could not be converted", StringComparison.Ordinal) || UnknownField().IsMatch(fault.Message);

    private static bool IsBadText(JsonException fault)
    {
        for (Exception? inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is DecoderFallbackException || inner.Message.Contains("UTF-8", StringComparison.Ordinal) || inner.Message.Contains("UTF-16", StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    // Which type was wanted is told by the reader's own fault, if at all.
    private static string Wanted(JsonException fault) => EnumNames.In(fault.Message) is { } names ? $": it has to be {names}" : WantedType().Match(fault.InnerException?.Message ?? "").Value switch
    {
        "Guid" => ": it has to be an id such as those that the lists give",
        "UInt32" => ": it has to be a whole number from 0 to 4294967295",
        "Int32" => ": it has to be a whole number",
        "Single" => ": it has to be a number",
        _ => "",
    };

    private static string Place(JsonException fault) => $" (line {fault.LineNumber + 1 ?? 1}, byte {fault.BytePositionInLine + 1 ?? 1})";

    [GeneratedRegex("""^The JSON property '(?<name>[^']*)' could not be mapped""")]
    private static partial Regex UnknownField();

    [GeneratedRegex("Guid|UInt32|Int32|Single")]
    private static partial Regex WantedType();
}
