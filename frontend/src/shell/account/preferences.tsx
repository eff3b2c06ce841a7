import type { Settings } from "@lumiku/contracts/accounts";
import { SelectField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { Switch } from "@lumiku/ui/switch";
import { Children, type ReactNode } from "react";
import { toast } from "sonner";
import { allowNotifications, mayNotify } from "../../core/finish-notifications";
import { saveSettings, useSettings } from "../../core/settings";
import { count, moment } from "../../core/words";
import { Section, sectionList } from "../section";

const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies { value: Settings["theme"]; label: string }[];

const languages: { value: Settings["language"]; label: string }[] = [
  { value: "system", label: "Browser's own" },
  { value: "en-US", label: "English (United States)" },
  { value: "en-GB", label: "English (United Kingdom)" },
  { value: "de-DE", label: "Deutsch" },
  { value: "es-ES", label: "Español" },
  { value: "fr-FR", label: "Français" },
  { value: "id-ID", label: "Bahasa Indonesia" },
  { value: "ja-JP", label: "日本語" },
  { value: "pt-BR", label: "Português (Brasil)" },
];

export function Preferences() {
  const settings = useSettings();
  if (!settings) return null;

  const toggleNotifications = async (isOn: boolean) => {
    if (isOn && !(await allowNotifications())) {
      toast.error("Your browser does not let this page notify you. Allow it in the browser's settings.");
      return;
    }
    await saveSettings({ notifiesOnFinish: isOn });
  };

  return (
    <>
      <Section title="Look">
        <Segmented
          label="Theme"
          options={themes}
          value={settings.theme}
          onChange={(theme) => saveSettings({ theme })}
        />
        <SelectField
          label="Dates and numbers"
          hint={`As in ${moment(new Date().toISOString())}, and ${count(12_345)} credits. The texts are in English so far.`}
          value={settings.language}
          onChange={({ target }) => saveSettings({ language: target.value as Settings["language"] })}
        >
          {languages.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      </Section>
      <Section title="Notifications">
        <Switches>
          <Switch
            label="When work ends"
            hint={
              settings.notifiesOnFinish && !mayNotify()
                ? "This browser does not let us notify you. Allow it in its settings."
                : "A notification of this browser, while Lumiku is in the background."
            }
            isOn={settings.notifiesOnFinish}
            onChange={toggleNotifications}
          />
          <Switch
            label="Receipts by mail"
            hint="After every payment. They are always under Billing as well."
            isOn={settings.mailsReceipts}
            onChange={(mailsReceipts) => saveSettings({ mailsReceipts })}
          />
          <Switch
            label="News of your plan by mail"
            hint="Renewals ahead and changes. A payment that failed is always told."
            isOn={settings.mailsPlanNotices}
            onChange={(mailsPlanNotices) => saveSettings({ mailsPlanNotices })}
          />
        </Switches>
      </Section>
      <Section title="Spending">
        <Switches>
          <Switch
            label="Use credits when my quota is used up"
            hint="Only counts with a plan. Without it, work waits for the quota to reset."
            isOn={settings.usesCreditsAfterQuota}
            onChange={(usesCreditsAfterQuota) => saveSettings({ usesCreditsAfterQuota })}
          />
        </Switches>
      </Section>
    </>
  );
}

function Switches({ children }: { children: ReactNode }) {
  return (
    <ul className={sectionList}>
      {Children.map(children, (child) => (
        <li className="px-5 py-1.5 sm:px-6">{child}</li>
      ))}
    </ul>
  );
}
