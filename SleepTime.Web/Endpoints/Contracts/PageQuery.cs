using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Which part of a list is wanted.</summary>
public readonly record struct PageQuery(
    [property: FromQuery(Name = "page"), Description("From 1; 1 when left out.")] int? Page,
    [property: FromQuery(Name = "pageSize"), Description("Rows per page, 1 to 200; 50 when left out.")] int? PageSize)
{
    private const int DefaultSize = 50;
    private const int MaxSize = 200;
    private const int MaxPage = 1_000_000;

    /// <exception cref="InvalidRequestException">One of them is out of its range.</exception>
    public (int Page, int PageSize) Validated()
    {
        var (page, pageSize) = (Page ?? 1, PageSize ?? DefaultSize);
        if (page is < 1 or > MaxPage)
            throw new InvalidRequestException("page", $"page is {page}; it must be from 1 to {MaxPage}.");
        if (pageSize is < 1 or > MaxSize)
            throw new InvalidRequestException("pageSize", $"pageSize is {pageSize}; it must be from 1 to {MaxSize}.");
        return (page, pageSize);
    }
}
