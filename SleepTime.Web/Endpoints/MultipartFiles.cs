using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SleepTime.Engine;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>The files of a multipart request, one after the other as they arrive; nothing of them is kept in memory.</summary>
internal static class MultipartFiles
{
    /// <returns>The type when the body is multipart; else null.</returns>
    public static MediaTypeHeaderValue? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) ? type : null;

    /// <exception cref="BadHttpRequestException">The body ends early or is not well-formed.</exception>
    /// <exception cref="InvalidRequestException">There are more files than one request may bring; those before were taken.</exception>
    public static async Task ForEachAsync(HttpRequest request, MediaTypeHeaderValue type, UploadOptions options, Func<FileMultipartSection, Task> take, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = BodyLimits.OfFiles(options);
        var count = 0;
        try
        {
            await foreach (var file in ReadAsync(request, type, cancellationToken))
            {
                if (++count > options.MaxFiles)
                    throw new InvalidRequestException("files", $"There are more than {options.MaxFiles} files; the first {options.MaxFiles} were taken. Send the rest in another request.");
                await take(file);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException && !DiskFull.IsCauseOf(exception))
        {
            throw new BadHttpRequestException("The multipart body ends early or is not well-formed.", exception);
        }
        if (count == 0)
            throw new InvalidRequestException("files", "There is no file in the request. Send at least one file as multipart/form-data with a file name.");
    }

    private static async IAsyncEnumerable<FileMultipartSection> ReadAsync(
        HttpRequest request, MediaTypeHeaderValue type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary is "" or { Length: > 100 })
            throw new BadHttpRequestException("The multipart body names no boundary.");

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader()?.IsFileDisposition() == true && section.AsFileSection() is { } file)
                yield return file;
        }
    }
}
