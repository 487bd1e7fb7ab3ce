using System.ComponentModel.DataAnnotations;

namespace FilmStreaming.UserApi.Accounts;

/// <summary>What the service accepts as the name of a person.</summary>
internal static class PersonName
{
    public const int MaxLength = 100;
    public const string Pattern = @"^\P{Cc}*$";
    public const string Error = "The field {0} must not contain control characters.";
}

/// <summary>A day from 1900-01-01 until today (UTC).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BirthDateAttribute : ValidationAttribute
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    public override bool RequiresValidationContext => true;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var time = validationContext.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
        return value is not DateOnly date || (date >= Earliest && date <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
            ? ValidationResult.Success
            : new("The field " + validationContext.DisplayName + " must be from 1900-01-01 until today.", [validationContext.MemberName!]);
    }
}

/// <summary>At most 20 names of genres of 1 to 50 characters each.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GenreListAttribute()
    : ValidationAttribute("The field {0} must have at most 20 genres of 1 to 50 characters without control characters.")
{
    private const int MaxCount = 20;
    private const int MaxLength = 50;

    public override bool IsValid(object? value) => value is not IReadOnlyCollection<string?> genres
        || (genres.Count <= MaxCount
            && genres.All(genre => !string.IsNullOrWhiteSpace(genre) && genre.Length <= MaxLength && !genre.Any(char.IsControl)));
}
