using System.ComponentModel.DataAnnotations;

namespace SleepTime.Engine;

/// <summary>
/// The range of a whole-number setting, refused with a sentence that names its key, value and limits. The generated
/// options validators put their own words in the place of those given to <see cref="RangeAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingRangeAttribute(string key, long from, long to) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || (Convert.ToInt64(value) is var number && number >= from && number <= to)
            ? ValidationResult.Success
            : new ValidationResult($"{key} is {value:N0}; it has to be from {from:N0} to {to:N0}.");
}
