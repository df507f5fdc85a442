"""Write the ten kinds of agreement that the product begins with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Keys of ready clauses: some are usual in every kind, paying only where there is money.
EVERYWHERE = [
    "take-stock",
    "room-to-change",
    "honest-talk",
    "promises-of-both",
    "children-first",
    "ending-early",
]
TOGETHER = ["growing-stronger", "end-in-mind", "keeping-in-touch"]
MONEY = ["paying-on-time", "simple-reports"]
HANDING_OVER = ["handing-over"]
KINDS: list[tuple[str, list[str], tuple[str, str, str, str]]] = [
    ("MOU", [*TOGETHER, *HANDING_OVER], ("Memorandum of understanding", "Protocole d’accord", "Memorando de entendimiento", "Memorando de entendimento")),
    ("LETTER", TOGETHER, ("Letter of agreement", "Lettre d’accord", "Carta de acuerdo", "Carta de acordo")),
    ("PROGRAMME", [*TOGETHER, *MONEY, *HANDING_OVER], ("Programme cooperation agreement", "Accord de coopération de programme", "Acuerdo de cooperación del programa", "Acordo de cooperação em programas")),
    ("SMALL_FUNDING", [*TOGETHER, *MONEY], ("Small-scale funding agreement", "Accord de financement à petite échelle", "Acuerdo de financiación a pequeña escala", "Acordo de financiamento de pequena escala")),
    ("GRANT", [*TOGETHER, *MONEY, *HANDING_OVER], ("Grant agreement", "Accord de subvention", "Acuerdo de subvención", "Acordo de subvenção")),
    ("FRAMEWORK", [*TOGETHER, *HANDING_OVER], ("Framework agreement", "Accord-cadre", "Acuerdo marco", "Acordo-quadro")),
    ("COALITION", [*TOGETHER, *MONEY, *HANDING_OVER], ("Coalition agreement", "Accord de coalition", "Acuerdo de coalición", "Acordo de coligação")),
    ("DATA_SHARING", [], ("Data-sharing agreement", "Accord de partage de données", "Acuerdo de intercambio de datos", "Acordo de partilha de dados")),
    ("SERVICE", ["paying-on-time"], ("Service contract", "Contrat de services", "Contrato de servicios", "Contrato de serviços")),
    ("AFFILIATE", [*TOGETHER, *MONEY], ("Affiliate agreement", "Accord d’affiliation", "Acuerdo de afiliación", "Acordo de afiliação")),
]
LANGUAGES = ("en-gb", "fr", "es", "pt")


def write_kinds(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Add each kind with its names and the clauses that are usual in it."""
    kind_model = apps.get_model("agreements", "AgreementKind")
    kind_model.objects.bulk_create(
        kind_model(
            code=code,
            names=dict(zip(LANGUAGES, names, strict=True)),
            clauses=[*EVERYWHERE, *more],
        )
        for code, more, names in KINDS
    )


def remove_kinds(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Take the kinds away; the codes on agreements stay."""
    apps.get_model("agreements", "AgreementKind").objects.all().delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("agreements", "0014_agreement_kinds")]
    operations = [migrations.RunPython(write_kinds, remove_kinds)]
